namespace UtilityBilling.Paging;

/// <summary>What a list page asks for: a page of at most <see cref="MaxPageSize"/> rows, a sort and a filter text.</summary>
public record PagedRequest
{
    public const int MaxPageSize = 200;
    public const int DefaultPageSize = 25;

    private readonly int _page = 1;
    private readonly int _pageSize = DefaultPageSize;

    /// <summary>Counted from 1.</summary>
    public int Page { get => _page; init => _page = Math.Clamp(value, 1, 1_000_000); }

    public int PageSize { get => _pageSize; init => _pageSize = Math.Clamp(value, 1, MaxPageSize); }

    /// <summary>A column's name, with a leading minus for descending. Unknown names fall back to the list's own order.</summary>
    public string? Sort { get; init; }

    /// <summary>Free filter text.</summary>
    public string? Q { get; init; }

    public int Skip => (Page - 1) * PageSize;
}

/// <summary>One page of a list and the count of all of it.</summary>
public sealed record PagedResult<T>(IReadOnlyList<T> Items, long TotalCount, int Page, int PageSize)
{
    public int PageCount => (int)((TotalCount + PageSize - 1) / PageSize);
}
