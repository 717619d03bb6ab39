"""What runs inside the kernel of a rehearsal: the stand-in for IBM's servers, and the closed doors."""
