using UtilityBilling.Platform.Search;

namespace UtilityBilling.Platform.Account;

/// <summary>
/// Passwords that are tried first by whoever guesses. The list is our own (<c>Account/common-passwords.txt</c> says how it was made); a password counts as listed also
/// when only digits and signs stand around a listed word, or letters were exchanged for look-alikes.
/// </summary>
internal static class CommonPasswords
{
    private const string ResourceName = "common-passwords.txt";

    private static readonly Lazy<HashSet<string>> Listed = new(Load);

    public static int Count => Listed.Value.Count;

    public static bool Contains(string password)
    {
        var plain = SearchWords.Fold(password);
        return IsListed(plain) || IsListed(Core(plain)) || IsListed(Undisguised(Core(plain))) || IsListed(Core(Undisguised(plain)));
    }

    /// <summary>The word itself, or the word twice.</summary>
    private static bool IsListed(string text) =>
        text.Length > 0 && (Listed.Value.Contains(text) || (text.Length % 2 == 0 && text[..(text.Length / 2)] == text[(text.Length / 2)..] && Listed.Value.Contains(text[..(text.Length / 2)])));

    /// <summary>Without the digits and signs before and after, and without blanks between: <c>Pass Word 2026!</c> is <c>password</c>.</summary>
    private static string Core(string text)
    {
        var letters = text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '.')).ToArray().AsSpan();
        var start = 0;
        var end = letters.Length;
        while (start < end && !char.IsLetter(letters[start]))
            start++;
        while (end > start && !char.IsLetter(letters[end - 1]))
            end--;
        return new string(letters[start..end]);
    }

    private static string Undisguised(string text) => string.Concat(text.Select(c => c switch
    {
        '0' => 'o',
        '1' or '!' or '|' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => c,
    }));

    private static HashSet<string> Load()
    {
        var assembly = typeof(CommonPasswords).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(ResourceName, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                listed.Add(line);
        return listed;
    }
}
