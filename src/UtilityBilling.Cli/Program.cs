Console.WriteLine("ub");
