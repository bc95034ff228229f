using System.Globalization;
using System.Text.Json;
using UtilityBilling.Benchmarks;

// dotnet run -c Release --project test/UtilityBilling.Benchmarks -- bill-run --accounts 100000 [--workers 2] [--json]
// dotnet run -c Release --project test/UtilityBilling.Benchmarks -- pages --accounts 100000 [--json]
// dotnet run -c Release --project test/UtilityBilling.Benchmarks -- rating [--json]
// dotnet run -c Release --project test/UtilityBilling.Benchmarks -- statements [--count 5000] [--json]
if (args is ["rating", ..])
{
    var rating = RatingBenchmark.Run(TimeSpan.FromSeconds(5));
    if (args.Contains("--json"))
        Console.WriteLine(JsonSerializer.Serialize(rating, Output.Json));
    else
        Output.Print(rating);
    return 0;
}

if (args is ["statements", ..])
{
    var statements = await StatementBenchmark.RunAsync(Number("--count") ?? 5_000);
    if (args.Contains("--json"))
        Console.WriteLine(JsonSerializer.Serialize(statements, Output.Json));
    else
        Output.Print(statements);
    return 0;
}

if (args is not ["bill-run" or "pages", ..])
{
    Console.Error.WriteLine("Usage: bill-run --accounts N [--workers N] [--json]; pages --accounts N [--json]; rating [--json]; statements [--count N] [--json]");
    return 2;
}
var accounts = Number("--accounts") ?? 10_000;
Environment.SetEnvironmentVariable("UB_TEST_POSTGRES_DURABLE", "1");
if (args is ["pages", ..])
{
    var pages = await PagesBenchmark.RunAsync(accounts, text => Console.Error.WriteLine(text));
    if (args.Contains("--json"))
        Console.WriteLine(JsonSerializer.Serialize(pages, Output.Json));
    else
        Output.Print(pages);
    return 0;
}
var figures = await BillRunBenchmark.RunAsync(accounts, Number("--workers"), text => Console.Error.WriteLine(text));
if (args.Contains("--json"))
    Console.WriteLine(JsonSerializer.Serialize(figures, Output.Json));
else
    Output.Print(figures);
return 0;

int? Number(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : null;

/// <summary>How figures are written as JSON.</summary>
internal static class Output
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Print<T>(T figures)
    {
        foreach (var property in typeof(T).GetProperties())
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{property.Name,-28} {property.GetValue(figures):#,0.##}"));
    }

    public static void Print(PagesFigures figures)
    {
        Console.WriteLine($"{"page (ms)",-16}{"alone",8}{"p50",9}{"p95",9}{"in run",9}{"p50",9}{"p95",9}{"ratio",8}");
        foreach (var p in figures.Pages)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{p.Page,-16}{p.AloneCount,8}{p.AloneP50,9:0.0}{p.AloneP95,9:0.0}{p.DuringCount,9}{p.DuringP50,9:0.0}{p.DuringP95,9:0.0}{p.P95Ratio,8:0.00}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figures.Accounts} accounts; the run took {figures.RunSeconds:0.0} s"));
    }

    public static void Print(BillRunFigures figures)
    {
        var invariant = CultureInfo.InvariantCulture;
        Console.WriteLine($"{"phase",-12}{"seconds",10}{"cpu client",12}{"cpu server",12}{"rows",12}{"rows/s",12}");
        foreach (var p in figures.Phases)
            Console.WriteLine(string.Create(invariant, $"{p.Phase,-12}{p.Seconds,10:0.00}{p.ClientCpuSeconds,12:0.00}{p.DatabaseCpuSeconds,12:0.00}{p.Rows,12}{p.RowsPerSecond,12}"));
        Console.WriteLine();
        foreach (var property in typeof(BillRunFigures).GetProperties().Where(p => p.Name != nameof(BillRunFigures.Phases)))
            Console.WriteLine($"{property.Name,-28} {Convert.ToString(property.GetValue(figures), invariant)}");
    }
}
