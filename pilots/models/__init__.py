"""The models of pilots and case studies."""
