"""Places shared out among modules by largest remainder."""


def shares(weights, places, floors, caps):
    """Whole shares of `places`, one a weight, in proportion to `weights`; none under its floor or over its cap.

    Floors win over caps. Where the caps leave places over, the last of them stay unshared. Ties go to the earlier one.
    """
    number = len(weights)
    fixed: list = [None] * number
    for i in range(number):
        if not weights[i] or floors[i] >= caps[i]:
            fixed[i] = floors[i]
    while True:
        left = max(0, places - sum([share for share in fixed if share is not None]))
        free = [i for i in range(number) if fixed[i] is None]
        total = sum([weights[i] for i in free])
        low = [i for i in free if left * weights[i] < floors[i] * total]
        high = [i for i in free if left * weights[i] > caps[i] * total]
        if low:
            for i in low:
                fixed[i] = floors[i]
        elif high:
            for i in high:
                fixed[i] = caps[i]
        else:
            break
    remainders = []
    for i in free:
        fixed[i] = left * weights[i] // total
        remainders.append((-(left * weights[i] % total), i))
    over = left - sum([fixed[i] for i in free])
    for _, i in sorted(remainders)[:over]:
        fixed[i] += 1
    return fixed
