namespace UtilityBilling.Users;

/// <summary>The names that people are shown by, for lists and stories that hold only ids.</summary>
public interface IUserNames
{
    /// <summary>The display name of each id that is known; the built-in user included.</summary>
    Task<IReadOnlyDictionary<Guid, string>> GetAsync(IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken = default);
}
