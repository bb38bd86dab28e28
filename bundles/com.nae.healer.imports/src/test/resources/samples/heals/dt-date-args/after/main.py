import datetime
print(datetime.date(2020, 1, 2))
