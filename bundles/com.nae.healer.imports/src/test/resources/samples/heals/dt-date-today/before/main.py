print(datetime.date.today())
