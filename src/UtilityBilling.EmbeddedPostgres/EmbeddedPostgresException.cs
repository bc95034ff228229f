namespace UtilityBilling.EmbeddedPostgres;

/// <summary>The embedded database could not be found, made, started or stopped. The message says what is wrong and what to do next.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException(string message)
        : base(message)
    {
    }

    public EmbeddedPostgresException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public EmbeddedPostgresException()
    {
    }
}
