"""A second, slow implementation of leadgrade, written from its specification to check the first one."""
