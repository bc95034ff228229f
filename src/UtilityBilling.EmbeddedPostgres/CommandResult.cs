namespace UtilityBilling.EmbeddedPostgres;

/// <summary>What a finished command said and returned.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}
