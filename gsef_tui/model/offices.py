"""Which texts on a person's line are an office: ``Président``, ``directora``, ``과장``."""

from __future__ import annotations

import re

from .folding import fold
from .lazy_pattern import lazy_pattern


def _folded(*lines: str) -> frozenset[str]:
    return frozenset(fold(word) for line in lines for word in line.split())


_FIRST = _folded(
    # French
    "président présidente directeur directrice délégué déléguée fondateur fondatrice cofondateur",
    "cofondatrice secrétaire trésorier trésorière maire adjoint adjointe élu élue échevin",
    "échevine conseiller conseillère ministre député députée sénateur sénatrice gouverneur",
    "gouverneure coordinateur coordinatrice coordonnateur coordonnatrice responsable chargé",
    "chargée chef cheffe",
    "gérant gérante administrateur administratrice animateur animatrice chercheur chercheuse",
    "enseignant enseignante doctorant doctorante consultant consultante économiste sociologue",
    "professeur professeure membre représentant représentante ambassadeur ambassadrice expert",
    "experte juriste avocat avocate journaliste porte-parole bourgmestre préfet préfète pdg dg dga",
    # Spanish
    "presidente presidenta directora fundador fundadora cofundador cofundadora secretario",
    "secretaria tesorero tesorera alcalde alcaldesa concejal concejala consejero consejera",
    "ministro ministra diputado diputada senador senadora gobernador gobernadora coordinador",
    "coordinadora gerente gerenta jefe jefa encargado encargada investigador investigadora",
    "profesor profesora catedrático catedrática docente miembro representante asesor asesora",
    "delegado delegada responsable técnico técnica",
    # English
    "president director founder co-founder cofounder chair chairman chairwoman chairperson mayor",
    "minister secretary treasurer coordinator manager head lead officer researcher lecturer",
    "professor chief ceo cto coo cfo adviser advisor councillor councilor commissioner governor",
    "senator ambassador member representative fellow economist",
)
"""Words that begin an office, with what follows them."""

_LAST = _folded(
    "president director founder co-founder cofounder chair chairman chairwoman chairperson mayor",
    "minister secretary treasurer coordinator manager head lead officer researcher lecturer",
    "professor adviser advisor councillor councilor commissioner governor senator ambassador",
    "representative fellow",
)
"""English words that end an office: ``Executive Director``."""

_BEFORE = _folded(
    "vice co ex sous sub deputy assistant associate acting former senior ancien ancienne premier",
    "première primer primera ex- l' le la el the",
)
"""Words before an office that are part of it: ``ancienne directrice``, ``vice-présidente``."""

_KOREAN = lazy_pattern(
    "(?:회장|위원장|이사장|이사|대표|대표이사|원장|센터장|소장|과장|팀장|국장|부장|실장|본부장|처장|"
    "시장|군수|구청장|도지사|장관|차관|의원|의장|사무총장|사무국장|총장|학장|교수|연구원|연구위원|"
    "박사|간사|활동가|매니저|주무관|단장|회계사|변호사|기자)$"
)
_WORD = lazy_pattern(r"[^\s,.()/-]+(?:-[^\s,.()/-]+)*")


def is_office(text: str) -> bool:
    """Return whether a text is an office, perhaps with what it is of: ``Maire de Dakar``.

    >>> is_office("déléguée générale"), is_office("Ville de Lyon")
    (True, False)
    """
    if _KOREAN.search(text.strip()):
        return True
    words = [fold(word) for word in _WORD.findall(text)]
    if not words:
        return False
    if 1 < len(words) <= 5 and words[-1] in _LAST:
        return True
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    parts = [part for part in re.split("-", words[0]) if part not in _BEFORE]
    return words[0] in _FIRST or "-".join(parts) in _FIRST
