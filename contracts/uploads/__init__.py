"""Registers as boroughs publish them, from a file to lines: kinds of file, tables, columns. Pure.

``kinds`` tells by its content what a file is, ``delimited``, ``workbook`` and ``opendocument`` read the three
kinds row by row, ``tables`` is the one door to them, and ``layouts`` says which column means what.
"""
