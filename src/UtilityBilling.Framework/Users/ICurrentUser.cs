namespace UtilityBilling.Users;

/// <summary>Who acts: a person who signed in, or the built-in <c>system</c> user of the town.</summary>
/// <param name="UserId">The user's id; <see cref="SystemUserId"/> for the built-in user.</param>
/// <param name="UserName">The name people sign in with.</param>
/// <param name="DisplayName">The name shown in lists and in the audit.</param>
public sealed record Actor(Guid UserId, string UserName, string DisplayName)
{
    /// <summary>The built-in user. It prepares and approves no money.</summary>
    public static readonly Guid SystemUserId = new("00000000-0000-7000-8000-000000000001");

    public static readonly Actor System = new(SystemUserId, "system", "System");

    public bool IsSystem => UserId == SystemUserId;
}

/// <summary>The person behind the present work.</summary>
public interface ICurrentUser
{
    Actor? Actor { get; }

    /// <summary>The acting person; an error when nobody is signed in.</summary>
    Actor Required => Actor ?? throw new InvalidOperationException("Nobody is signed in for this work.");

    IDisposable Change(Actor? actor);
}

/// <summary>The ambient person, carried along the flow of execution.</summary>
public sealed class CurrentUser : ICurrentUser
{
    private readonly AsyncLocal<Actor?> _current = new();

    public Actor? Actor => _current.Value;

    public IDisposable Change(Actor? actor)
    {
        var before = _current.Value;
        _current.Value = actor;
        return new Restore(() => _current.Value = before);
    }

    private sealed class Restore(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
