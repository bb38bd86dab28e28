from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import json

print(json.dumps(1))
