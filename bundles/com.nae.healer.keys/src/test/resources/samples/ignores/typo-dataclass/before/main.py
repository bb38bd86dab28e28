from dataclasses import dataclass, asdict
@dataclass
class R:
    humidity: int = 1
print(asdict(R())['humidty'])
