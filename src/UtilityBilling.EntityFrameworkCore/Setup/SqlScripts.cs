namespace UtilityBilling.EntityFrameworkCore.Setup;

/// <summary>One embedded file of <c>Sql/</c>.</summary>
internal sealed record SqlScript(string Name, string Text)
{
    /// <summary>Files numbered below 020 hold the functions that generated columns and checks lean on.</summary>
    public bool BeforeTables => string.CompareOrdinal(Name, "020") < 0;
}

internal static class SqlScripts
{
    private const string Folder = ".Sql.";

    /// <summary>All files, in the order of their names. Each is safe to repeat.</summary>
    public static IReadOnlyList<SqlScript> All()
    {
        var assembly = typeof(SqlScripts).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(".sql", StringComparison.Ordinal))
            .Select(n => new SqlScript(n[(n.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..], Read(n)))
            .OrderBy(s => s.Name, StringComparer.Ordinal)];

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }
}
