"""Random models, leads and instants that collide as often as possible."""
