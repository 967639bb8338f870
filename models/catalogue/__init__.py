"""发文目录: catalogues of what was issued outside the system, read row by row and cross-checked."""
