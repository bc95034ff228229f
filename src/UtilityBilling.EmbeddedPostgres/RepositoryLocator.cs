namespace UtilityBilling.EmbeddedPostgres;

/// <summary>Finds the clone that the running program belongs to.</summary>
public static class RepositoryLocator
{
    private const string Landmark = "UtilityBilling.sln";

    /// <summary>The nearest folder with the solution file, upwards from the program and then from the current folder.</summary>
    public static string Find() =>
        FindUpwards(AppContext.BaseDirectory)
        ?? FindUpwards(Environment.CurrentDirectory)
        ?? throw new EmbeddedPostgresException(
            $"No clone was found: neither the program's folder nor the current folder lies below one with {Landmark}. "
            + "Start inside a clone, or set ConnectionStrings__Default to a PostgreSQL of your own.");

    private static string? FindUpwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Landmark)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
