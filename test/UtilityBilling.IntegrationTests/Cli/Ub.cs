using System.Text.Json;
using UtilityBilling.Cli;
using UtilityBilling.TestBase;

namespace UtilityBilling.IntegrationTests.Cli;

/// <summary>Runs <c>ub</c> as its Program does, over a test's database and clock.</summary>
internal sealed class Ub(string? app, string? owner, TimeProvider clock) : IDisposable
{
    public Ub(TestHost host) : this(host.Database.ConnectionString, host.Database.OwnerConnectionString, host.Clock)
    {
    }

    /// <summary>A folder for the files of this test.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("ub-test-").FullName;

    public async Task<UbResult> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new CliSurroundings(name => name switch { "ConnectionStrings__Default" => app, "ConnectionStrings__Owner" => owner, _ => null }, clock);
        var code = await CommandLine.RunAsync(words, output, error, CancellationToken.None, surroundings);
        return new UbResult(code, output.ToString(), error.ToString());
    }

    public string File(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>What a command answered: its exit code, its results and its messages.</summary>
internal sealed record UbResult(int Code, string Output, string Error)
{
    /// <summary>The results, which must be one JSON document and nothing else.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public override string ToString() => $"exit code {Code}\n{Output}\n{Error}";
}
