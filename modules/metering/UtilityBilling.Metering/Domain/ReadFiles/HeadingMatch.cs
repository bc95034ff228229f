using System.Text;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>Which columns of a layout a heading line holds, and which required ones it lacks.</summary>
internal sealed record HeadingMatch(List<FieldReader> Readers, List<string> Lacking, string? Twice)
{
    public static HeadingMatch None(ReadFileLayout layout) =>
        new([], [.. layout.Columns.Where(c => c.Required).Select(c => c.Name)], null);

    public static HeadingMatch Of(ReadFileLayout layout, DelimitedLine heading)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < heading.Count; i++)
        {
            var name = Plain(heading[i]);
            if (name.Length > 0 && !places.TryAdd(name, i))
                repeated.Add(name);
        }

        var readers = new List<FieldReader>();
        var lacking = new List<string>();
        string? twice = null;
        foreach (var column in layout.Columns)
        {
            var found = Names(column).FirstOrDefault(places.ContainsKey);
            if (found is not null)
                readers.Add(new FieldReader(column, places[found]));
            else if (column.Required)
                lacking.Add(column.Name);
            if (found is not null && repeated.Contains(found))
                twice ??= column.Name;
        }

        if (!readers.Any(r => r.Rule.Field is ReadField.MeterSerial or ReadField.EndpointId or ReadField.Account))
            lacking.Add(layout.Columns.First(c => c.Field is ReadField.MeterSerial or ReadField.EndpointId or ReadField.Account).Name);
        return new HeadingMatch(readers, lacking, twice);
    }

    private static IEnumerable<string> Names(ReadFieldRule column) => column.Aliases.Prepend(column.Name).Select(n => Plain(n));

    private static string Plain(ReadOnlySpan<char> name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }
}
