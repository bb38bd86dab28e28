package main

import "net"

func main() {
	net.Dial("tcp", "10.1.2.3:6379")
}
