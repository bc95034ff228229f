using System.Globalization;
using System.Text;

namespace UtilityBilling.Platform.Search;

/// <summary>
/// Turns what people write into the words that are compared: lower case, without accents, letters and digits only. A word with punctuation counts by its parts
/// and as a whole, so that "10-2231", "102231" and "2231" find the same account.
/// </summary>
internal static class SearchWords
{
    public const int LongestToken = 60;
    private const int MostQueryWords = 8;
    private const int ShortestPhone = 7;

    /// <summary>Every word that finds a record with these texts, each once.</summary>
    public static IReadOnlyCollection<string> Tokens(IEnumerable<string> texts)
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var word in Words(text))
            {
                Add(tokens, Compact(word));
                foreach (var part in Parts(word))
                    Add(tokens, part);
            }
            if (!text.Any(char.IsLetter) && Compact(text) is { Length: >= ShortestPhone } number)
                Add(tokens, number);
        }
        return tokens;
    }

    /// <summary>The words of a question, longest first since it finds the fewest; at most eight.</summary>
    public static IReadOnlyList<string> Question(string text) =>
        [.. Words(text).Select(Compact).Where(w => w.Length > 0).Select(Cut).Distinct().OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal).Take(MostQueryWords)];

    /// <summary>Lower case without accents; letters that do not come apart are written as people type them.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
                continue;
            var lower = char.ToLowerInvariant(c);
            _ = lower switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                'ø' => folded.Append('o'),
                'ł' => folded.Append('l'),
                'đ' or 'ð' => folded.Append('d'),
                'þ' => folded.Append("th"),
                'ı' => folded.Append('i'),
                _ => folded.Append(lower),
            };
        }
        return folded.ToString();
    }

    private static string[] Words(string text) => Fold(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Compact(string word) => string.Concat(word.Where(char.IsLetterOrDigit));

    private static IEnumerable<string> Parts(string word)
    {
        var start = -1;
        for (var i = 0; i <= word.Length; i++)
        {
            var inside = i < word.Length && char.IsLetterOrDigit(word[i]);
            if (inside && start < 0)
                start = i;
            if (inside || start < 0)
                continue;
            yield return word[start..i];
            start = -1;
        }
    }

    private static void Add(HashSet<string> tokens, string token)
    {
        if (token.Length > 0)
            tokens.Add(Cut(token));
    }

    private static string Cut(string token) => token.Length <= LongestToken ? token : token[..LongestToken];
}
