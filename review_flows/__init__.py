"""What happens: flows, what people do at the desk, and the world outside."""
