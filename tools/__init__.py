"""What the Makefile calls. Standard library only: these run before the virtual environment exists."""
