"""The landscape: who uses what, how concentrated it is, when it ends, and how fresh the register is."""
