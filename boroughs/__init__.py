"""The foundation: boroughs, people and their rights, service areas, governance gates."""
