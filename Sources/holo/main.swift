import HoloShell
import HolocronService
print(1)
