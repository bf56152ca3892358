"""The widgets that screens, panes and panels are made of."""
