using System.Globalization;
using System.Text;
using System.Text.Json;

namespace UtilityBilling.Billing.Tariffs;

internal enum SourceKind { Object, List, Text, Number, Boolean, Null }

/// <summary>One value of a tariff file together with the line it stands on, so that every problem can point at its place.</summary>
internal sealed class SourceNode
{
    public required SourceKind Kind { get; init; }
    public required int Line { get; init; }

    /// <summary>Text, number and boolean as written.</summary>
    public string Text { get; init; } = "";
    public List<SourceMember> Members { get; } = [];
    public List<SourceNode> Items { get; } = [];

    /// <summary>The value as JSON again; numbers keep the digits they were written with.</summary>
    public string ToJson() => Kind switch
    {
        SourceKind.Object => "{" + string.Join(",", Members.Select(m => $"{JsonSerializer.Serialize(m.Name)}:{m.Value.ToJson()}")) + "}",
        SourceKind.List => "[" + string.Join(",", Items.Select(i => i.ToJson())) + "]",
        SourceKind.Text => JsonSerializer.Serialize(Text),
        SourceKind.Null => "null",
        _ => Text,
    };

    public SourceNode? Find(string name)
    {
        foreach (var member in Members)
            if (member.Name == name)
                return member.Value;
        return null;
    }
}

internal sealed record SourceMember(string Name, int Line, SourceNode Value);

/// <summary>Reads JSON into nodes that remember their line. Deep nesting, huge files and names given twice are problems, never a crash.</summary>
internal static class SourceReader
{
    public const int MaxBytes = 2_000_000;
    public const int MaxNodes = 100_000;
    private const int MaxDepth = 32;

    public static SourceNode? Read(string json, ProblemList problems)
    {
        var bytes = Encoding.UTF8.GetBytes(json.TrimStart('\uFEFF'));
        if (bytes.Length > MaxBytes)
        {
            problems.Add(1, "", "tooLarge", ("limit", MaxBytes.ToString(CultureInfo.InvariantCulture)));
            return null;
        }

        try
        {
            return new Cursor(bytes, problems).ReadDocument();
        }
        catch (JsonException error)
        {
            problems.Add((int)(error.LineNumber ?? 0) + 1, error.Path ?? "", "syntax", ("detail", FirstSentence(error.Message)));
            return null;
        }
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private sealed class Cursor(byte[] bytes, ProblemList problems)
    {
        private int _line = 1;
        private long _counted;
        private int _nodes;

        public SourceNode ReadDocument()
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            var root = ReadValue(ref reader, "");
            reader.Read();
            return root;
        }

        private SourceNode ReadValue(ref Utf8JsonReader reader, string path)
        {
            var line = LineOf(reader.TokenStartIndex);
            if (++_nodes > MaxNodes)
                throw new JsonException($"The file holds more than {MaxNodes} values.", path, line - 1, 0);

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: return ReadObject(ref reader, path, line);
                case JsonTokenType.StartArray: return ReadList(ref reader, path, line);
                case JsonTokenType.String: return new SourceNode { Kind = SourceKind.Text, Line = line, Text = StringOf(ref reader, path, line) };
                case JsonTokenType.Number: return new SourceNode { Kind = SourceKind.Number, Line = line, Text = Encoding.ASCII.GetString(reader.ValueSpan) };
                case JsonTokenType.True: return new SourceNode { Kind = SourceKind.Boolean, Line = line, Text = "true" };
                case JsonTokenType.False: return new SourceNode { Kind = SourceKind.Boolean, Line = line, Text = "false" };
                default: return new SourceNode { Kind = SourceKind.Null, Line = line };
            }
        }

        private SourceNode ReadObject(ref Utf8JsonReader reader, string path, int line)
        {
            var node = new SourceNode { Kind = SourceKind.Object, Line = line };
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var nameLine = LineOf(reader.TokenStartIndex);
                var name = StringOf(ref reader, path, nameLine);
                reader.Read();
                var memberPath = path.Length == 0 ? name : $"{path}.{name}";
                var value = ReadValue(ref reader, memberPath);
                if (names.Add(name))
                    node.Members.Add(new SourceMember(name, nameLine, value));
                else
                    problems.Add(nameLine, memberPath, "duplicateName", ("name", name));
            }

            return node;
        }

        private SourceNode ReadList(ref Utf8JsonReader reader, string path, int line)
        {
            var node = new SourceNode { Kind = SourceKind.List, Line = line };
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                node.Items.Add(ReadValue(ref reader, $"{path}[{node.Items.Count}]"));
            return node;
        }

        private static string StringOf(ref Utf8JsonReader reader, string path, int line)
        {
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                // A lone surrogate written as an escape is valid JSON grammar but no text.
                throw new JsonException("The text holds a character that does not exist.", path, line - 1, 0);
            }
        }

        private int LineOf(long position)
        {
            for (; _counted < position; _counted++)
                if (bytes[_counted] == (byte)'\n')
                    _line++;
            return _line;
        }
    }
}
