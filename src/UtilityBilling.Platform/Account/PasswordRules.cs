using UtilityBilling.Errors;

namespace UtilityBilling.Platform.Account;

/// <summary>
/// What makes a password good enough: its length, and that nobody would guess it. There are no rules of composition; any character may stand in it.
/// Common words, their usual disguises, repetitions, sequences and the person's or town's own name are refused.
/// </summary>
internal static class PasswordRules
{
    public const int LongestPassword = 128;
    private const int FewestDifferentCharacters = 5;
    private const int ShortestOwnWord = 4;

    /// <summary>Throws with the sentence that says what to do.</summary>
    public static void Check(string password, int minLength, params IEnumerable<string?> ownWords)
    {
        if (Problem(password, minLength, ownWords) is { } code)
            throw new BusinessException(code).WithData("Min", minLength).WithData("Max", LongestPassword).ForField("Input.NewPassword");
    }

    /// <summary>The refusal's code; null where the password is good.</summary>
    public static string? Problem(string password, int minLength, params IEnumerable<string?> ownWords)
    {
        if (password.Length < minLength)
            return "Platform:Password.TooShort";
        if (password.Length > LongestPassword)
            return "Platform:Password.TooLong";
        if (password.Distinct().Count() < FewestDifferentCharacters || IsSequence(password) || IsRepetition(password))
            return "Platform:Password.Pattern";
        if (CommonPasswords.Contains(password))
            return "Platform:Password.Common";
        if (MostlyOwnWord(password, ownWords))
            return "Platform:Password.OwnName";
        return null;
    }

    /// <summary>The person's or the town's name with a little around it.</summary>
    private static bool MostlyOwnWord(string password, IEnumerable<string?> ownWords) => ownWords
        .SelectMany(w => (w ?? "").Split([' ', '.', '@', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Append(w ?? ""))
        .Where(w => w.Length >= ShortestOwnWord)
        .Any(w => password.Contains(w, StringComparison.OrdinalIgnoreCase) && password.Length - w.Length < 8);

    /// <summary>Keys or letters in a row for most of the password: <c>abcdefghijkl</c>, <c>987654321098</c>.</summary>
    private static bool IsSequence(string password)
    {
        var steps = 0;
        for (var i = 1; i < password.Length; i++)
            if (Math.Abs(password[i] - password[i - 1]) == 1)
                steps++;
        return steps >= password.Length - 3;
    }

    /// <summary>A short piece over and over: <c>abcabcabcabc</c>.</summary>
    private static bool IsRepetition(string password)
    {
        for (var size = 1; size <= password.Length / 3; size++)
        {
            var i = size;
            while (i < password.Length && password[i] == password[i - size])
                i++;
            if (i == password.Length)
                return true;
        }
        return false;
    }
}
