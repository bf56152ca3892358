"""What other programs say of a report in a format that is theirs: schemas and validators."""
