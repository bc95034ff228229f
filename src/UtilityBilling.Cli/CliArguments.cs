using System.Globalization;

namespace UtilityBilling.Cli;

/// <summary>The words after a command's name: options with a value, flags, and the rest in order.</summary>
internal sealed class CliArguments
{
    private static readonly string[] EverywhereOptions = ["tenant", "as"];
    private static readonly string[] EverywhereFlags = ["json"];

    private readonly Dictionary<string, string> _options = [];
    private readonly HashSet<string> _flags = [];
    private readonly List<string> _values = [];

    public IReadOnlyList<string> Values => _values;

    public static CliArguments Parse(IReadOnlyList<string> words, ICliCommand command)
    {
        var parsed = new CliArguments();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                parsed._values.Add(word);
                continue;
            }
            var (name, value) = word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (word[2..at], word[(at + 1)..]) : (word[2..], null);
            if (command.Flags.Contains(name) || EverywhereFlags.Contains(name))
                parsed._flags.Add(name);
            else if (!command.Options.Contains(name) && !EverywhereOptions.Contains(name))
                throw new CliUsageException($"The option --{name} is not known here.");
            else if (value is null && (i + 1 >= words.Count || words[i + 1].StartsWith("--", StringComparison.Ordinal)))
                throw new CliUsageException($"The option --{name} needs a value.");
            else
                parsed._options[name] = value ?? words[++i];
        }
        return parsed;
    }

    public bool Has(string flag) => _flags.Contains(flag);

    public string? Find(string option) => _options.GetValueOrDefault(option);

    public string Need(string option) => Find(option) ?? throw new CliUsageException($"The option --{option} is missing.");

    /// <summary>A whole number; null where the option is not given.</summary>
    public int? FindNumber(string option) => Find(option) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new CliUsageException($"--{option} is a whole number, not “{text}”.");

    /// <summary>A day such as 2026-11-23; null where the option is not given.</summary>
    public DateOnly? FindDate(string option) => Find(option) is not { } text
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new CliUsageException($"--{option} is a day such as 2026-11-23, not “{text}”.");

    public string NeedValue(int position, string name) => position < _values.Count ? _values[position] : throw new CliUsageException($"{name} is missing.");
}
