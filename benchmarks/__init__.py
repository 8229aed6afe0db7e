"""What Parvis costs: measured on a generated town, through the real server. Run by `bin/bench`."""
