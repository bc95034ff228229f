using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UtilityBilling.Errors;
using UtilityBilling.Localization;

namespace UtilityBilling.Cli;

/// <summary>Finds the command, runs it, and turns what happened into words and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter output, TextWriter error, CancellationToken cancellationToken, CliSurroundings? surroundings = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        if (words.Count == 0 || words[0] is "help" or "--help" or "-h")
            return Help(output, words.Count == 0 ? ExitCode.WrongUsage : ExitCode.Done);
        if (Find(words) is not { } command)
        {
            error.WriteLine($"There is no command “{string.Join(' ', words.TakeWhile(w => !w.StartsWith('-')))}”. `ub help` lists them.");
            return ExitCode.WrongUsage;
        }
        return await RunAsync(command, [.. words.Skip(command.Name.Split(' ').Length)], output, error, surroundings ?? CliSurroundings.Machine, cancellationToken);
    }

    private static async Task<int> RunAsync(ICliCommand command, IReadOnlyList<string> rest, TextWriter output, TextWriter error, CliSurroundings surroundings, CancellationToken cancellationToken)
    {
        CliContext? context = null;
        try
        {
            context = new CliContext(command, CliArguments.Parse(rest, command), output, error, surroundings);
            return await command.RunAsync(context, cancellationToken);
        }
        catch (CliUsageException wrong)
        {
            error.WriteLine($"{wrong.Message}\nub {command.Name} {command.Usage}");
            return ExitCode.WrongUsage;
        }
        catch (BusinessException refusal)
        {
            var texts = (await context!.ServicesAsync(cancellationToken)).GetRequiredService<LocalizationCatalog>();
            error.WriteLine($"{texts.Describe(refusal)} ({refusal.Code})");
            return ExitCode.Found;
        }
        catch (Exception refusal) when (refusal is PermissionDeniedException or EntityNotFoundException or NpgsqlException or OperationCanceledException)
        {
            error.WriteLine(refusal.Message);
            return ExitCode.Found;
        }
        finally
        {
            if (context is not null)
                await context.DisposeAsync();
        }
    }

    /// <summary>The command with the most words that begins the line.</summary>
    private static ICliCommand? Find(IReadOnlyList<string> words) =>
        CommandTable.All.Where(c => words.Take(c.Name.Split(' ').Length).SequenceEqual(c.Name.Split(' '))).MaxBy(c => c.Name.Length);

    private static int Help(TextWriter output, int code)
    {
        output.WriteLine("ub COMMAND [--tenant SLUG] [--as USER] [--json]");
        foreach (var command in CommandTable.All.OrderBy(c => c.Name, StringComparer.Ordinal))
            output.WriteLine($"  ub {command.Name} {command.Usage}\n      {command.Summary}");
        return code;
    }
}
