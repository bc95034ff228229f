namespace UtilityBilling.Billing.Tariffs;

/// <summary>
/// The order in which charges are worked out, so that whatever a percentage is of comes before it. A service's name stands for what is charged before:
/// a discount takes charges, a minimum or maximum takes charges and discounts, a percentage takes all of these; named components may be anything.
/// </summary>
internal static class ChargeOrder
{
    public static int Phase(ComponentKind kind) => kind switch
    {
        ComponentKind.Discount => 1,
        ComponentKind.Minimum or ComponentKind.Maximum => 2,
        ComponentKind.Percent => 3,
        _ => 0,
    };

    /// <summary>Whether the reference, written in a component of the kind <paramref name="by"/>, stands for the other component.</summary>
    public static bool Covers(ChargeReference reference, ComponentKind by, string service, TariffComponent other)
    {
        if (reference.Component is not null)
            return reference.Service == service && reference.Component == other.Id;
        return (reference.Service == ChargeReference.Bill || reference.Service == service) && Phase(other.Kind) < Phase(by);
    }

    /// <summary>The positions in the order of working out; <paramref name="circle"/> is a component that is a part of itself, if there is one.</summary>
    public static int[] Find(IReadOnlyList<(string Service, TariffComponent Component)> charges, out int? circle)
    {
        var search = new Search(charges);
        foreach (var index in Enumerable.Range(0, charges.Count).OrderBy(i => Phase(charges[i].Component.Kind)))
            search.Visit(index);
        circle = search.Circle;
        return [.. search.Order];
    }

    private sealed class Search(IReadOnlyList<(string Service, TariffComponent Component)> charges)
    {
        private readonly bool[] _open = new bool[charges.Count];
        private readonly bool[] _done = new bool[charges.Count];

        public List<int> Order { get; } = [];
        public int? Circle { get; private set; }

        public void Visit(int index)
        {
            if (_done[index] || Circle is not null)
                return;
            if (_open[index])
            {
                Circle = index;
                return;
            }

            _open[index] = true;
            var component = charges[index].Component;
            if (component.Of.Count > 0)
                for (var other = 0; other < charges.Count; other++)
                    if (component.Of.Any(r => Covers(r, component.Kind, charges[other].Service, charges[other].Component)))
                        Visit(other);
            _done[index] = true;
            Order.Add(index);
        }
    }
}
