"""Reading tickets that other systems and sheets hold."""
