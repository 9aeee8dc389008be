"""What `wuye audit` shows and writes, a module for each kind of paper."""
