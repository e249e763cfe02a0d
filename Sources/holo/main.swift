import Glibc

exit(holo())
