namespace UtilityBilling.Cli;

/// <summary>What <c>ub</c> takes from the machine: the connection strings of the environment, and the clock. Tests name their own.</summary>
/// <param name="Setting">A value of the environment, for example <c>ConnectionStrings__Default</c>.</param>
/// <param name="Clock">From which the town's today follows.</param>
internal sealed record CliSurroundings(Func<string, string?> Setting, TimeProvider Clock)
{
    public static readonly CliSurroundings Machine = new(Environment.GetEnvironmentVariable, TimeProvider.System);
}
