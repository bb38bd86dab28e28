class Main {
    static final String URL = "jdbc:postgresql://localhost:5432/orders";
}
