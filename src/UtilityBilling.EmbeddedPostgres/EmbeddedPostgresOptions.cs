namespace UtilityBilling.EmbeddedPostgres;

/// <summary>Which PostgreSQL to run and where its cluster lives.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The clone: it holds <c>node_modules</c> and, unless said otherwise, <c>.data</c>. Found from the running program when not given.</summary>
    public string? RepositoryRoot { get; init; }

    /// <summary>Folder of clusters, locks and passwords; <c>&lt;clone&gt;/.data</c> when not given. Ignored for a throw-away cluster.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>An own cluster in the temporary folder, shared with nobody, which dies with this process even when the process is killed.</summary>
    public bool Throwaway { get; init; }

    /// <summary>Forces the major version (18, 15 …). Null takes the npm package first and otherwise the newest installed PostgreSQL from 15 on.</summary>
    public int? PreferredMajor { get; init; }

    /// <summary>The database that connection strings name unless told another.</summary>
    public string DatabaseName { get; init; } = "utilitybilling";

    /// <summary>Whether a commit survives a power cut. Null means yes, except for a throw-away cluster.</summary>
    public bool? Durable { get; init; }

    /// <summary>
    /// Leaves a server running that was already running without users when we came (started by hand, or left by a killed host).
    /// <c>ub</c> sets this, so that a command never stops what somebody else started.
    /// </summary>
    public bool LeaveAdoptedRunning { get; init; }

    /// <summary>Server settings that replace or add to ours, such as <c>shared_buffers</c> = <c>1GB</c>. They count when the server is started by us.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a start may wait for others, for crash recovery and for the server itself.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Whether the server that these options start keeps its commits through a power cut.</summary>
    public bool IsDurable => Durable ?? !Throwaway;
}
