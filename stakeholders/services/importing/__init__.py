"""Files that come in: read and kept (``staging``), understood (``words``), compared with what is
there (``plan``), taken over and taken back (``applying``)."""
