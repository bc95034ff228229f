namespace UtilityBilling.EmbeddedPostgres;

/// <summary>Our use of a running server: shared with others, or ours alone.</summary>
internal interface IClusterMembership
{
    int Port { get; }

    int MajorVersion { get; }

    string DataFolder { get; }

    PasswordStore Passwords { get; }

    /// <summary>Stops the server (cleanly or at once) and starts it again on the same port.</summary>
    Task RestartAsync(bool immediately, CancellationToken ct);

    ValueTask LeaveAsync();
}
