"""Pictures of stretches: a figure posed by joint angles and contacts, drawn as clean vector lines."""
