namespace UtilityBilling.Cli;

/// <summary>One command of <c>ub</c>.</summary>
internal interface ICliCommand
{
    /// <summary>The words that call it, for example <c>tenant list</c>.</summary>
    string Name { get; }

    /// <summary>What may follow, for example <c>[--tenant SLUG] FILE</c>.</summary>
    string Usage { get; }

    /// <summary>One line for the list of commands.</summary>
    string Summary { get; }

    /// <summary>Options that take a value, without the dashes. <c>tenant</c> and <c>as</c> are known everywhere.</summary>
    IReadOnlyList<string> Options => [];

    /// <summary>Options that are there or not.</summary>
    IReadOnlyList<string> Flags => [];

    /// <summary>Does it. A refusal is a <see cref="Errors.BusinessException"/>; wrong usage a <see cref="CliUsageException"/>.</summary>
    Task<int> RunAsync(CliContext context, CancellationToken cancellationToken);
}

/// <summary>What a command answers to the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The check found something, or the work was refused.</summary>
    public const int Found = 1;

    public const int WrongUsage = 2;
}

/// <summary>The command was called with what it does not understand.</summary>
internal sealed class CliUsageException(string message) : Exception(message);
