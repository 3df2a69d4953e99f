"""What must hold of every view, model, form and page; each guard is seen to fail."""
