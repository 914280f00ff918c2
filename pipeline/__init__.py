"""What boroughs could do together: flags."""
