"""What clients of the Everruns wires rely on, asked of a running Perdure."""
