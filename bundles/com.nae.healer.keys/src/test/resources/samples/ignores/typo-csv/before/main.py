import csv
for r in csv.DictReader(open('data.csv')):
    print(r['humidty'])
