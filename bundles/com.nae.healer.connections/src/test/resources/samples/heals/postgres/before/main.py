import psycopg2
psycopg2.connect(host="localhost", port=5433)
