using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>The layouts that ship with the module, and the way to make another from a document or from a town's own column names.</summary>
public static class ReadFileLayouts
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly Lazy<IReadOnlyList<ReadFileLayout>> Shipped = new(LoadShipped);

    /// <summary>All shipped layouts, by name.</summary>
    public static IReadOnlyList<ReadFileLayout> All => Shipped.Value;

    /// <summary>The shipped layout of that name, or null.</summary>
    public static ReadFileLayout? Find(string name) =>
        All.FirstOrDefault(l => string.Equals(l.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a layout document and checks that it makes sense; says what does not.</summary>
    /// <exception cref="InvalidDataException">The document is no layout; the message names the fault.</exception>
    public static ReadFileLayout Parse(string json)
    {
        ReadFileLayout? layout;
        try
        {
            layout = JsonSerializer.Deserialize<ReadFileLayout>(json, Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The layout document cannot be read: {e.Message}", e);
        }

        if (layout is null)
            throw new InvalidDataException("The layout document is empty.");
        var fault = FaultOf(layout);
        return fault is null ? layout : throw new InvalidDataException($"Layout {layout.Name}: {fault}");
    }

    /// <summary>
    /// A delimited layout from a town's own headings, field to column (for example Reading → "Lectura actual"). Date patterns are those of `generic-csv` unless given.
    /// </summary>
    public static ReadFileLayout FromColumns(
        string name, IReadOnlyDictionary<ReadField, string> columns, IReadOnlyList<string>? dateMasks = null, ReadingForm form = ReadingForm.Scaled)
    {
        var pattern = Find("generic-csv")!;
        var layout = new ReadFileLayout
        {
            Name = name,
            Title = new Dictionary<string, string> { ["en"] = name, ["es"] = name },
            Source = "The town's own column names",
            Kind = ReadFileKind.Delimited,
            Form = form,
            Columns = [.. columns.Select(c => Mapped(pattern.Columns.FirstOrDefault(p => p.Field == c.Key), c.Key, c.Value, dateMasks))],
        };
        var fault = FaultOf(layout);
        return fault is null ? layout : throw new InvalidDataException($"Layout {name}: {fault}");
    }

    private static ReadFieldRule Mapped(ReadFieldRule? pattern, ReadField field, string heading, IReadOnlyList<string>? dateMasks)
    {
        var isDate = field is ReadField.ReadDate or ReadField.ReadDateTime or ReadField.RemovedOn or ReadField.InstalledOn or ReadField.FlagSince;
        return new ReadFieldRule
        {
            Field = field,
            Name = heading,
            Required = true,
            Masks = isDate && dateMasks is not null ? dateMasks : pattern?.Masks ?? [],
            TrueWhen = pattern?.TrueWhen ?? [],
            QuietWhen = pattern?.QuietWhen ?? [],
            Flag = pattern?.Flag,
        };
    }

    private static string? FaultOf(ReadFileLayout layout)
    {
        var rules = layout.Kind == ReadFileKind.Delimited ? layout.Columns : [.. layout.Records.SelectMany(r => r.Fields)];
        if (rules.All(r => r.Field != ReadField.Reading))
            return "no column or position is the reading.";
        if (!rules.Any(r => r.Field is ReadField.MeterSerial or ReadField.EndpointId or ReadField.Account))
            return "nothing says whose reading it is (meter serial, endpoint or account).";
        if (rules.FirstOrDefault(r => r.Field is ReadField.Flag or ReadField.FlagSince && r.Flag is null) is { } flag)
            return $"{flag.Name} does not say which flag it raises.";
        if (rules.FirstOrDefault(r => r.Field is ReadField.ReadDate or ReadField.ReadTime or ReadField.ReadDateTime && r.Masks.Count == 0) is { } date)
            return $"{date.Name} has no date pattern.";
        return layout.Kind == ReadFileKind.Delimited ? DelimitedFaultOf(layout) : FixedFaultOf(layout);
    }

    private static string? DelimitedFaultOf(ReadFileLayout layout)
    {
        if (layout.Columns.Any(c => c.Name.Length == 0))
            return "a column has no name.";
        return layout.Delimiters.Any(d => d.Length != 1) ? "a delimiter is one character." : null;
    }

    private static string? FixedFaultOf(ReadFileLayout layout)
    {
        if (layout.Records.Count(r => r.IsRead) != 1)
            return "exactly one record kind makes a read.";
        if (layout.Records.Count > 1 && layout.Records.Any(r => r.Id.Length == 0))
            return "records need an id as soon as there are several.";
        foreach (var record in layout.Records)
        {
            if (record.Parent is not null && layout.Records.All(r => r.Id != record.Parent))
                return $"record {record.Id} stands under {record.Parent}, which is not described.";
            if (record.Fields.FirstOrDefault(f => f.Start < 1 || f.End < f.Start || f.End > record.Length) is { } field)
                return $"position {field.Start}-{field.End} of {record.Id} {field.Name} is not inside the record's {record.Length} characters.";
        }

        return null;
    }

    private static List<ReadFileLayout> LoadShipped()
    {
        var assembly = typeof(ReadFileLayouts).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.Contains(".Layouts.", StringComparison.Ordinal) && n.EndsWith(".json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => Parse(TextOf(assembly, n)))];
    }

    private static string TextOf(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
