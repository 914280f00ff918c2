"""Peers: profiles with the products that people know, and the directory."""
