import psycopg2
URL = "postgresql://app@db.example.org:24557/orders"
